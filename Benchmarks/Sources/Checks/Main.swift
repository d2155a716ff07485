import Foundation

/// Checks that take longer than a test should, or mean something only in a release build.
///
///     swift run --package-path Benchmarks -c release checks [NAME…]
///
/// There are count, linear, readers, watchers, burst and long-line. Without a name all of them run. It ends with 1 if one fails.
@main
enum Main {
    static func main() async {
        var names = Array(CommandLine.arguments.dropFirst())
        if names.first == "read", names.count == 3, let count = Int(names[2]) {
            exit(ReadersCheck.read(names[1], times: count) ? 0 : 1)
        }
        if names.first == "watch", names.count == 2 {
            guard let count = await WatchersCheck.watch(names[1]) else { exit(1) }
            print(count)
            exit(0)
        }
        if names.isEmpty { names = ["count", "linear", "readers", "watchers", "burst", "long-line"] }
        var passed = 0
        for name in names {
            do {
                print("\(name): \(try await run(name))")
                passed += 1
            } catch {
                print("\(name): FAILED: \(error)")
            }
        }
        print("\(passed) passed, \(names.count - passed) failed")
        exit(passed == names.count ? 0 : 1)
    }

    private static func run(_ name: String) async throws -> String {
        switch name {
        case "count": try await CountCheck.run()
        case "linear": try LinearCheck.run()
        case "readers": try await ReadersCheck.run()
        case "watchers": try await WatchersCheck.run()
        case "burst": try await BurstCheck.run()
        case "long-line": try await LongLineCheck.run()
        default:
            throw CheckFailure(
                "there is no such check; there are count, linear, readers, watchers, burst and long-line"
            )
        }
    }
}

/// What a check has found wrong.
struct CheckFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// A folder for a check's files, removed afterwards.
func withTemporaryFolder<Result>(_ body: (URL) async throws -> Result) async rethrows -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "headway-checks-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
