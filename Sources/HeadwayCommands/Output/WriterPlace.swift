import Headway

extension RunWriter {
    /// Where it writes, as the end of a sentence.
    var place: String {
        let host = ConsoleText.visible(host)
        return isInOtherNamespace ? "in another container on \(host)" : "on \(host)"
    }
}
