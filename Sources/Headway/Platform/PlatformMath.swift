#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The functions of the C library that the estimates need.
enum PlatformMath {
    static func exp(_ x: Double) -> Double { platformExp(x) }
    static func ln(_ x: Double) -> Double { platformLn(x) }
    static func ln1p(_ x: Double) -> Double { log1p(x) }
    static func erfc(_ x: Double) -> Double { platformErfc(x) }
}

// Inside the type these names would mean the type's own functions.
private func platformExp(_ x: Double) -> Double { exp(x) }
private func platformLn(_ x: Double) -> Double { log(x) }
private func platformErfc(_ x: Double) -> Double { erfc(x) }
