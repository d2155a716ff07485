// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "headway-benchmarks",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "checks", targets: ["Checks"]),
        .executable(name: "display", targets: ["Display"]),
        .executable(name: "kills", targets: ["Kills"]),
        .executable(name: "estimate", targets: ["Estimate"]),
        .executable(name: "overhead", targets: ["Overhead"]),
        .executable(name: "storage-bench", targets: ["StorageBench"]),
        .executable(name: "runner-bench", targets: ["RunnerBench"]),
    ],
    dependencies: [
        .package(name: "headway", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    ],
    targets: [
        .executableTarget(
            name: "Checks",
            dependencies: [
                .product(name: "Headway", package: "headway"),
                .product(name: "HeadwayTesting", package: "headway"),
            ]
        ),
        .executableTarget(
            name: "StorageBench",
            dependencies: [
                .product(name: "Headway", package: "headway"),
                .product(name: "HeadwayTesting", package: "headway"),
            ]
        ),
        // Measures the command, by Scripts/bench-runner.
        .executableTarget(name: "RunnerBench"),
        .executableTarget(name: "Kills", dependencies: [.product(name: "Headway", package: "headway")]),
        // Measured by Scripts/bench-display.
        .executableTarget(name: "Display", dependencies: [.product(name: "Headway", package: "headway")]),
        // Counts allocations, and has the work whose speed must not depend on a compiler's mood.
        .target(name: "COverhead"),
        // Measured by Scripts/bench.
        .executableTarget(
            name: "Overhead",
            dependencies: [
                "COverhead",
                .product(name: "Headway", package: "headway"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
        .executableTarget(
            name: "Estimate",
            dependencies: [.product(name: "Headway", package: "headway")]
        ),
    ]
)
