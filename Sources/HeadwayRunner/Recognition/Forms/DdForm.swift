/// dd with `status=progress`: `277872640 bytes (278 MB, 265 MiB) copied, 1 s, 278 MB/s`.
///
/// How much there is to copy is taken from its `bs` and `count`.
struct DdForm: ProgressForm {
    let name = ProgressFormName.dd
    let filter = LineFilter.digits()
    private let total: Int?

    init(_ command: CommandText) {
        let arguments = command.arguments(of: "dd")
        let size = arguments?.option("bs=", "ibs=").map(Self.bytes) ?? 512
        let count = arguments?.option("count=").flatMap(Self.bytes)
        guard let size, let count, count > 0 else {
            total = nil
            return
        }
        let (product, isTooMuch) = size.multipliedReportingOverflow(by: count)
        total = isTooMuch ? nil : product
    }

    func read(_ line: TextLine) -> ProgressReport? {
        var cursor = ByteCursor(line.text)
        guard let bytes = cursor.integer(), cursor.skip(" bytes ("), cursor.skip(past: UInt8(ascii: ")")),
            cursor.skip(" copied, "), cursor.skip(past: UInt8(ascii: ","))
        else { return nil }
        cursor.skipBlanks()
        return ProgressReport(total.map { .count(bytes, of: $0) }, message: cursor.rest, unit: "bytes")
    }

    /// A number as dd reads it: `64k`, `1M`, `2kB`, `512`.
    private static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        let unit = String(text.dropFirst(digits.count))
        let sizes: [String: Int] = [
            "": 1, "c": 1, "w": 2, "b": 512, "kB": 1_000, "k": 1 << 10, "K": 1 << 10, "KiB": 1 << 10,
            "MB": 1_000_000, "M": 1 << 20, "MiB": 1 << 20, "GB": 1_000_000_000, "G": 1 << 30, "GiB": 1 << 30,
            "TB": 1_000_000_000_000, "T": 1 << 40, "TiB": 1 << 40,
        ]
        guard let size = sizes[unit] else { return nil }
        let (product, isTooMuch) = number.multipliedReportingOverflow(by: size)
        return isTooMuch ? nil : product
    }
}
