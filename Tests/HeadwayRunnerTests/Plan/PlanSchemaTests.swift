import Foundation
import Testing

@testable import HeadwayRunner

@Suite struct PlanSchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private struct Schema: Decodable {
        struct Definition: Decodable {
            var properties: [String: Ignored]?
        }
        struct Ignored: Decodable {}

        var properties: [String: Ignored]
        var definitions: [String: Definition]

        enum CodingKeys: String, CodingKey {
            case properties
            case definitions = "$defs"
        }
    }

    @Test func `The schema knows the keys that the loader knows`() throws {
        let data = try Data(contentsOf: Self.root.appending(path: "Documentation/plan.schema.json"))
        let schema = try JSONDecoder().decode(Schema.self, from: data)
        let plan = Set(PlanKeys.plan + PlanKeys.descriptive)
        let phase = Set(PlanKeys.phase + PlanKeys.descriptive)
        #expect(Set(schema.properties.keys) == plan.union(["benchmark"]))
        #expect(Set(try #require(schema.definitions["plan"]?.properties).keys) == plan)
        #expect(Set(try #require(schema.definitions["phase"]?.properties).keys) == phase)
    }

    @Test func `The schema and the page on progress know the forms that there are`() throws {
        let schema = try String(
            contentsOf: Self.root.appending(path: "Documentation/plan.schema.json"),
            encoding: .utf8
        )
        let page = try String(
            contentsOf: Self.root.appending(path: "Documentation/recognized-progress.md"),
            encoding: .utf8
        )
        for name in ProgressFormName.allCases.map(\.rawValue) {
            #expect(schema.contains("\"\(name)\""))
            #expect(page.contains("`\(name)`"))
        }
    }

    @Test func `The examples load`() throws {
        let folder = Self.root.appending(path: "Examples").path
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 2)
        for name in names {
            #expect(try !PlanLoader().load(path: "\(folder)/\(name)").phases.isEmpty)
        }
    }

    @Test func `Every key that the loader interprets is in one of its lists`() throws {
        for key in PlanKeys.phase {
            #expect(PlanKeys.phase.contains(PlanKeys.canonical(key)))
            #expect(!mistakes("phases: [{name: [], \(key): {}}]").joined().contains("has no key"))
        }
        for key in PlanKeys.plan {
            #expect(PlanKeys.plan.contains(PlanKeys.canonical(key)))
            #expect(!mistakes("phases: [{name: []}]\n\(key): {}").joined().contains("has no key"))
        }
    }
}
