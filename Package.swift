// swift-tools-version: 6.2
import PackageDescription

// Plans are read with libYAML, through its C interface. It comes with Yams, of whose other parts nothing is used; but to
// link Yams is to link all of Foundation. The shipped binary, which Scripts/install builds, takes libYAML from the system.
let takesSystemYAML = isOn("HEADWAY_SYSTEM_YAML")

let package = Package(
    name: "headway",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Headway", targets: ["Headway"]),
        .library(name: "HeadwayTesting", targets: ["HeadwayTesting"]),
        .executable(name: "headway", targets: ["HeadwayCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
        // Without its default trait swift-subprocess doesn't pull in Foundation.
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    ] + (takesSystemYAML ? [] : [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")]),
    targets: [
        // What Swift can't say: a thread-local slot that costs one load, and the variadic `ioctl`.
        .target(name: "CHeadway"),
        .target(
            name: "Headway",
            dependencies: ["CHeadway", .product(name: "Logging", package: "swift-log")]
        ),
        .target(
            name: "HeadwayRunner",
            dependencies: [
                "CHeadway",
                "Headway",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                takesSystemYAML ? "CYaml" : .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "HeadwayCommands",
            dependencies: [
                "Headway",
                "HeadwayRunner",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .executableTarget(name: "HeadwayCLI", dependencies: ["HeadwayCommands"]),
        .target(name: "HeadwayTesting", dependencies: ["Headway"]),
        .testTarget(
            name: "HeadwayTests",
            dependencies: ["Headway", "HeadwayTesting", .product(name: "Logging", package: "swift-log")],
            resources: [.process("Estimation/Resources")]
        ),
        .testTarget(
            name: "HeadwayRunnerTests",
            dependencies: [
                "HeadwayRunner", "Headway", "HeadwayTesting", .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.copy("Recognition/Resources")]
        ),
        .testTarget(
            name: "HeadwayCommandsTests",
            dependencies: [
                "HeadwayCommands", "HeadwayRunner", "Headway", "HeadwayTesting", "HeadwayCLI",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]
        ),
        .testTarget(
            name: "HeadwayTestingTests",
            dependencies: ["HeadwayTesting", "Headway", .product(name: "Logging", package: "swift-log")]
        ),
    ]
)

for target in package.targets where target.name != "CHeadway" {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
        ]
    // Not in the library: there it would keep a class on the main actor from being an observer in the obvious way. What
    // runs a caller's closure says `nonisolated(nonsending)` by itself.
    if target.name != "Headway" {
        target.swiftSettings?.append(.enableUpcomingFeature("NonisolatedNonsendingByDefault"))
    }
}

// For the checks of this repository. Whoever builds Headway with a newer compiler isn't stopped by a new warning.
if isOn("HEADWAY_STRICT") {
    for target in package.targets {
        target.swiftSettings = (target.swiftSettings ?? []) + [.treatAllWarnings(as: .error)]
    }
}

// The module has the name that it has in Yams, so that there is one way to import it.
if takesSystemYAML {
    package.targets.append(
        .systemLibrary(name: "CYaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])])
    )
}

/// Whether an environment variable says yes: set, and neither empty nor 0.
func isOn(_ name: String) -> Bool {
    !["", "0"].contains(Context.environment[name] ?? "")
}
