/// Any bytes as a command's output: progress never falls, however they are cut.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let chunk = max(Int(bytes.first ?? 1), 1)
    for setting in [ProgressSetting.auto] + ProgressFormName.allCases.map(ProgressSetting.form) {
        var recognizer = ProgressRecognizer(setting)
        var furthest = 0.0
        func check(_ update: PhaseUpdate?) {
            let fraction: Double? =
                switch update?.amount {
                case .fraction(let fraction): fraction
                case .count(let completed, let total?, _): min(Double(completed) / Double(max(total, 1)), 1)
                case .count, nil: nil
                }
            guard let fraction else { return }
            precondition((0...1).contains(fraction), "it is beyond its bounds")
            precondition(fraction >= furthest, "it fell")
            furthest = fraction
        }
        for begin in stride(from: 0, to: bytes.count, by: chunk) {
            check(recognizer.take(Array(bytes[begin..<min(begin + chunk, bytes.count)])))
            check(recognizer.pause(at: .seconds(begin)))
        }
        check(recognizer.finish())
    }
    return 0
}
