/// The standard normal distribution.
enum NormalDistribution {
    private static let rootOfTwo = 2.0.squareRoot()
    private static let rootOfTwoPi = (2 * Double.pi).squareRoot()

    /// Φ: the probability of a smaller value, erfc(−x/√2)/2.
    static func below(_ x: Double) -> Double { PlatformMath.erfc(-x / rootOfTwo) / 2 }

    /// φ: the density.
    static func density(_ x: Double) -> Double { PlatformMath.exp(-x * x / 2) / rootOfTwoPi }

    /// Φ⁻¹: the value below which a share of all lies, to about 1 part in 10¹⁶.
    ///
    /// It is the function PPND16 of M. J. Wichura, "Algorithm AS 241: the percentage points of the normal distribution",
    /// Applied Statistics 37 (1988), 477–484: three quotients of polynomials, for the middle and two parts of the tail.
    ///
    /// - Parameter share: The share, 0…1.
    static func quantile(_ share: Double) -> Double {
        guard share > 0 else { return -.infinity }
        guard share < 1 else { return .infinity }
        let q = share - 0.5
        if abs(q) <= 0.425 {
            let r = 0.180625 - q * q
            return q * polynomial(middleAbove, r) / polynomial(middleBelow, r)
        }
        let r = (-PlatformMath.ln(q < 0 ? share : 1 - share)).squareRoot()
        let value =
            r <= 5
            ? polynomial(tailAbove, r - 1.6) / polynomial(tailBelow, r - 1.6)
            : polynomial(farAbove, r - 5) / polynomial(farBelow, r - 5)
        return q < 0 ? -value : value
    }

    /// The polynomial with these coefficients, that of the highest power first.
    private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
        var value = 0.0
        for coefficient in coefficients { value = value * x + coefficient }
        return value
    }

    private static let middleAbove = [
        2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
        1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0,
    ]
    private static let middleBelow = [
        5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
        5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0,
    ]
    private static let tailAbove = [
        7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
        3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0,
    ]
    private static let tailBelow = [
        1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
        6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0,
    ]
    private static let farAbove = [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0,
    ]
    private static let farBelow = [
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0,
    ]
}
