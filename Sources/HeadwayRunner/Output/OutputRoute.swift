/// How what a command prints gets to Headway.
enum OutputRoute: Hashable {
    /// The command writes into the log itself, and Headway follows the file.
    case file
    /// Through a pipe, so that the log can be kept short.
    case pipe
    /// Through a terminal of its own.
    case terminal
}
