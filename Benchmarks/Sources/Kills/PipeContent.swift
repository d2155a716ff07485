import Foundation
import Synchronization

/// Reads a pipe to its end on a thread of its own, so that whoever writes to it never waits.
final class PipeContent: Sendable {
    private let data = Mutex(Data())
    private let done = DispatchSemaphore(value: 0)

    init(_ handle: FileHandle) {
        let descriptor = handle.fileDescriptor
        Thread.detachNewThread { [self] in
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { break }
                data.withLock { $0.append(contentsOf: buffer[..<count]) }
            }
            withExtendedLifetime(handle) { _ = done.signal() }
        }
    }

    /// What has come through, once the other end is closed.
    func wait() -> Data {
        done.wait()
        return data.withLock { $0 }
    }
}
