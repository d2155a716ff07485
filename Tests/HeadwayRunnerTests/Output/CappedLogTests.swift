import Foundation
import Headway
import Testing

@testable import HeadwayRunner

@Suite("A log with a limit")
struct CappedLogTests {
    /// Writes pieces of numbered lines, with a flush now and then, and reads what the log has in the end.
    private func log(lines: Int, piece: Int, flushEvery: Int, limit: Int?) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let files = PlatformFile()
        let file = try files.create(path, appending: true)
        defer { files.close(file) }
        var log = CappedLog(file: file, files: files, limit: limit)
        let text = Array((0..<lines).map { "line \($0)\n" }.joined().utf8)
        for (number, begin) in stride(from: 0, to: text.count, by: piece).enumerated() {
            log.append(Array(text[begin..<min(begin + piece, text.count)]))
            if number % flushEvery == 0 { log.flush() }
            let size = try files.status(of: file).size
            #expect(size <= limit ?? .max)
        }
        log.flush()
        return String(decoding: try files.contents(of: file, atMost: 1 << 30), as: UTF8.self)
    }

    @Test("What fits is whole", arguments: [nil, 64 << 10])
    func whole(limit: Int?) throws {
        let text = try log(lines: 1_000, piece: 333, flushEvery: 3, limit: limit)
        #expect(text == (0..<1_000).map { "line \($0)\n" }.joined())
    }

    @Test(
        "Of more than that head and tail remain, in whole lines, and how much is left out is said",
        arguments: [100, 5_000, 300_000],
        [1, 7, 1_000_000]
    )
    func cut(piece: Int, flushEvery: Int) throws {
        let text = try log(lines: 100_000, piece: piece, flushEvery: flushEvery, limit: 64 << 10)
        let lines = text.split(separator: "\n")
        let mark = try #require(lines.firstIndex { $0.hasPrefix("[… ") })
        #expect(lines[..<mark].elementsEqual((0..<mark).map { "line \($0)" }))
        let tail = lines[(mark + 1)...]
        #expect(tail.elementsEqual((100_000 - tail.count..<100_000).map { "line \($0)" }))
        let head = lines[..<mark].reduce(0) { $0 + $1.utf8.count + 1 }
        let end = tail.reduce(0) { $0 + $1.utf8.count + 1 }
        #expect(head > 28 << 10)
        #expect(end > 15 << 10)
        let all = (0..<100_000).reduce(0) { $0 + "line \($1)\n".utf8.count }
        #expect(lines[mark] == "[… \(SizeText.format(all - head - end)) left out: this log may have 64 KiB]")
    }

    @Test("What can't be written is counted, with the reason")
    func failure() throws {
        let path = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let files = PlatformFile()
        let file = try files.create(path, appending: true)
        files.close(file)
        var log = CappedLog(file: OpenFile(descriptor: -1, path: path), files: files, limit: nil)
        log.append([1, 2, 3])
        log.append([4])
        #expect(log.failure?.count == 4)
        #expect(log.failure?.error.path == path)
    }

    @Test("A line that is longer than the limit is cut, too")
    func longLine() throws {
        let path = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let files = PlatformFile()
        let file = try files.create(path, appending: true)
        defer { files.close(file) }
        var log = CappedLog(file: file, files: files, limit: 4_096)
        for _ in 0..<100 {
            log.append([UInt8](repeating: 65, count: 10_000))
            log.flush()
        }
        #expect(try files.status(of: file).size <= 4_096)
        let text = String(decoding: try files.contents(of: file, atMost: 1 << 20), as: UTF8.self)
        #expect(text.hasPrefix("AAA") && text.hasSuffix("AAA") && text.contains("left out"))
    }
}
