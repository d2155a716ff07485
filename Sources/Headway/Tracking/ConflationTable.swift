/// Where in a ``MailboxQueue`` the value is that a newer one may replace, by what it is about.
///
/// An array by phase: hashing took a quarter of the time that delivering an event to another observer does.
struct ConflationTable {
    enum Place: Equatable {
        /// Not even the first value has been put in.
        case never
        /// Nothing that waits may be replaced.
        case nowhere
        case at(Int)
    }

    private static let never = -2
    private static let nowhere = -1

    private var places: [Int] = []

    subscript(key: ConflationKey) -> Place {
        get {
            guard places.indices.contains(key.number) else { return .never }
            return switch places[key.number] {
            case Self.never: .never
            case Self.nowhere: .nowhere
            case let place: .at(place)
            }
        }
        set {
            let place =
                switch newValue {
                case .never: Self.never
                case .nowhere: Self.nowhere
                case .at(let place): place
                }
            if !places.indices.contains(key.number) {
                guard place != Self.never else { return }
                places += repeatElement(Self.never, count: key.number + 1 - places.count)
            }
            places[key.number] = place
        }
    }
}
