import Foundation

/// Kills a reporting process at random moments and looks at what it has left behind.
///
///     swift run --package-path Benchmarks -c release kills [--count 200] [--seed N] [--flood] [--verbose]
///
/// It ends with 1 if a file is not as it should be, says the seed, and keeps the folder.
@main
enum Main {
    static func main() {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if arguments.first == "write", arguments.count == 5, let seed = UInt64(arguments[3]) {
            KillWriter(path: arguments[1], runID: arguments[2], seed: seed, isFlooding: arguments[4] == "flood").run()
        }
        do {
            let options = try KillOptions(arguments)
            exit(try KillDriver(options: options).run() ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("kills: \(error)\n".utf8))
            exit(64)
        }
    }
}
