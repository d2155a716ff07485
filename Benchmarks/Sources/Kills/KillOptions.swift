/// What the driver was asked to do.
struct KillOptions {
    /// How many processes to kill.
    var count = 200
    /// Where the random moments come from.
    var seed = UInt64.random(in: 0...UInt64(UInt32.max))
    /// Whether the writer begins and ends phases without a pause.
    ///
    /// That is more than files can take, and calls never wait for files, so what is written falls behind without limit.
    /// Then only the order and the wholeness of the files are checked, and the delay is said.
    var isFlooding = false
    /// Whether to say a line about each kill.
    var isVerbose = false

    /// Reads the arguments of the command.
    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            switch name {
            case "--count":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                    throw Complaint("--count needs a number")
                }
                count = value
            case "--seed":
                guard let value = rest.popFirst().flatMap({ UInt64($0) }) else {
                    throw Complaint("--seed needs a number")
                }
                seed = value
            case "--flood": isFlooding = true
            case "--verbose": isVerbose = true
            default: throw Complaint("unknown: \(name); there are --count N, --seed N, --flood and --verbose")
            }
        }
    }

    /// What is wrong with the arguments.
    struct Complaint: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }
}
