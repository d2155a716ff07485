/// Why a standard stream can't be written to.
enum StreamError: Error {
    /// Whoever read it has gone; that is no error of the command's, but there is no point in going on.
    case readerGone
    /// The system refuses, for example because a disk is full.
    case refused(code: Int32)
}
