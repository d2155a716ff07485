import Foundation
import Headway
import Testing

@testable import HeadwayRunner

@Suite("Following a phase's output")
struct OutputTailTests {
    @Test("Nothing is passed over, however much was printed between two looks")
    func burst() throws {
        let path = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let files = PlatformFile()
        let file = try files.create(path, appending: true)
        defer { files.close(file) }
        var noise = [UInt8](repeating: UInt8(ascii: "x"), count: 1_023) + [UInt8(ascii: "\n")]
        while noise.count < 40 << 20 { noise += noise }  // 64 MB, so three looks
        for bytes in [Array("::progress 42% early\n".utf8), noise] {
            #expect(files.write(bytes, to: file).error == nil)
        }
        var tail = OutputTail(file: file, files: files)
        var recognizer = ProgressRecognizer()
        var newest: PhaseUpdate?
        var count = 0
        var looks = 1
        while tail.read({
            newest = recognizer.take($0) ?? newest
            count += $0.count
        }) {
            looks += 1
        }
        #expect(newest?.message == "early")
        #expect(count == noise.count + 21)
        #expect(looks == 3, "one look is bounded")

        for bytes in [noise, Array("::progress 43% late\n".utf8)] { #expect(files.write(bytes, to: file).error == nil) }
        let isCut = tail.read(until: { true }) { count = $0.count }
        #expect(isCut && count == 256 << 10, "a look ends when it has taken long enough")
        let skipped = tail.skip()
        count = 0
        var first: [UInt8] = []
        let hasMore = tail.read {
            if count == 0 { first = Array($0.prefix(1_024)) }
            count += $0.count
        }
        #expect(!hasMore && count <= 256 << 10, "what is skipped isn't read")
        #expect(skipped + count + 256 << 10 == noise.count + 20)
        #expect(first == Array(noise.prefix(1_024)), "and what is read begins with a whole line")
    }
}
