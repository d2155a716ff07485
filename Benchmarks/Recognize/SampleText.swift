/// Text of many kinds, as commands print it.
enum SampleText {
    static let kinds: [(name: String, bytes: [UInt8])] = [
        ("a log with times and numbers", log), ("compiler output", compiler), ("make with [ 45%]", make),
        ("ninja", ninja), ("tqdm", tqdm), ("colours", colours), ("rows of numbers", table), ("base64", base64),
        ("a line without end", [UInt8](repeating: UInt8(ascii: "x"), count: size)), ("random bytes", random),
    ]

    /// About how large each is, in bytes.
    static let size = 32 << 20

    private static var log: [UInt8] {
        repeated { number in
            "2026-11-24 14:\(number / 60 % 60):\(number % 60) INFO  [worker-\(number % 8)] request /api/v1/items/\(number) "
                + "took \(number % 97) ms, hit ratio \(number % 10)/10, cpu \(number % 100)%\n"
        }
    }

    private static var compiler: [UInt8] {
        repeated { number in
            "src/lib/module\(number % 40)/file\(number).c:\(number % 900):12: warning: unused variable 'x' [-Wunused]\n"
                + "  \(number % 900) |     int x = a/b + \(number);\n      |         ^\n"
        }
    }

    private static var make: [UInt8] {
        repeated { "[\(pad($0 / 4_000 % 101, 3))%] Building CXX object lib/CMakeFiles/a.dir/file\($0).cpp.o\n" }
    }

    private static var ninja: [UInt8] {
        repeated { "[\($0)/900000] Building CXX object lib/CMakeFiles/a.dir/file\($0).cpp.o\n" }
    }

    private static var tqdm: [UInt8] {
        repeated {
            "\rtrain: \(pad($0 / 4_000 % 101, 3))%|███▌      | \($0)/900000 [00:12<01:02, 123.45batch/s, loss=0.25]"
        }
    }

    private static var colours: [UInt8] {
        repeated { "\u{1B}[1m\u{1B}[32mPASS\u{1B}[0m  test_\($0)/2 \u{1B}[2m(\($0 % 50) ms)\u{1B}[0m\n" }
    }

    private static var table: [UInt8] {
        repeated { "\($0) \($0 % 7).25 \($0 % 100) \($0 * 3) 0.0\($0 % 9) -\($0)\n" }
    }

    private static var base64: [UInt8] {
        let line = String(repeating: "QUJD/0VGR0hJSktM+05PUFFS", count: 3) + "\n"
        return repeated { _ in line }
    }

    private static var random: [UInt8] {
        var state: UInt64 = 42
        return (0..<size).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
    }

    private static func repeated(_ line: (Int) -> String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + 200)
        var number = 1
        while bytes.count < size {
            bytes += Array(line(number).utf8)
            number += 1
        }
        return bytes
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
