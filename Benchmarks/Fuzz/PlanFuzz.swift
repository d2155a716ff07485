/// Any bytes as a plan: a plan, or what is wrong with it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    do {
        _ = try PlanLoader().parse(text: text, path: "plan.yaml")
    } catch {
        precondition(!error.description.isEmpty, "an error says nothing")
    }
    return 0
}
