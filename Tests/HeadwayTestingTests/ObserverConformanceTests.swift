import Foundation
import Headway
import HeadwayTesting
import Logging
import Testing

@Suite("The conformance suite for observers")
struct ObserverConformanceTests {
    struct Picky: ProgressObserver {
        struct Refusal: Error {}

        func onProgress(_ event: ProgressEvent) throws {
            if event.context.status == .abandoned { throw Refusal() }
        }
    }

    @Test("An observer that takes everything passes")
    func recording() async {
        #expect(await ObserverConformance.violations { RecordingObserver() }.isEmpty)
    }

    @Test("The observers that ship with the library pass")
    func shipped() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/headway-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        #expect(await ObserverConformance.violations { LogProgressObserver(logger: silent) }.isEmpty)
        #expect(
            await ObserverConformance.violations {
                FileProgressObserver(path: folder + "/.progress.json", logger: silent)
            }
            .isEmpty
        )
    }

    @Test("An observer that throws is reported with the run and the event")
    func picky() async {
        let violations = await ObserverConformance.violations { Picky() }
        #expect(violations.contains { $0.scenario == "a run that fails" && $0.complaint.contains("phase_completed") })
    }
}
