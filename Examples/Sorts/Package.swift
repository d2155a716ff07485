// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "sorts",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "headway", path: "../..")
    ],
    targets: [
        .executableTarget(
            name: "Sorts",
            dependencies: [.product(name: "Headway", package: "headway")]
        )
    ]
)
