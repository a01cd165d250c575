//! `math.erf` and `math.erfc`, as the C library of GNU computes them: the method of FreeBSD's s_erf.c, with its sums in GNU's order.
//!
//! Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
//! Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.

#![allow(clippy::excessive_precision)] // as the C library writes them

const ERX: f64 = 8.45062911510467529297e-01;
const EFX: f64 = 1.28379167095512586316e-01;
const PP: [f64; 5] = [
    1.28379167095512558561e-01,
    -3.25042107247001499370e-01,
    -2.84817495755985104766e-02,
    -5.77027029648944159157e-03,
    -2.37630166566501626084e-05,
];
const QQ: [f64; 5] = [
    3.97917223959155352819e-01,
    6.50222499887672944485e-02,
    5.08130628187576562776e-03,
    1.32494738004321644526e-04,
    -3.96022827877536812320e-06,
];
const PA: [f64; 7] = [
    -2.36211856075265944077e-03,
    4.14856118683748331666e-01,
    -3.72207876035701323847e-01,
    3.18346619901161753674e-01,
    -1.10894694282396677476e-01,
    3.54783043256182359371e-02,
    -2.16637559486879084300e-03,
];
const QA: [f64; 6] = [
    1.06420880400844228286e-01,
    5.40397917702171048937e-01,
    7.18286544141962662868e-02,
    1.26171219808761642112e-01,
    1.36370839120290507362e-02,
    1.19844998467991074170e-02,
];
const RA: [f64; 8] = [
    -9.86494403484714822705e-03,
    -6.93858572707181764372e-01,
    -1.05586262253232909814e+01,
    -6.23753324503260060396e+01,
    -1.62396669462573470355e+02,
    -1.84605092906711035994e+02,
    -8.12874355063065934246e+01,
    -9.81432934416914548592e+00,
];
const SA: [f64; 8] = [
    1.96512716674392571292e+01,
    1.37657754143519042600e+02,
    4.34565877475229228821e+02,
    6.45387271733267880336e+02,
    4.29008140027567833386e+02,
    1.08635005541779435134e+02,
    6.57024977031928170135e+00,
    -6.04244152148580987438e-02,
];
const RB: [f64; 7] = [
    -9.86494292470009928597e-03,
    -7.99283237680523006574e-01,
    -1.77579549177547519889e+01,
    -1.60636384855821916062e+02,
    -6.37566443368389627722e+02,
    -1.02509513161107724954e+03,
    -4.83519191608651397019e+02,
];
const SB: [f64; 7] = [
    3.03380607434824582924e+01,
    3.25792512996573918826e+02,
    1.53672958608443695994e+03,
    3.19985821950859553908e+03,
    2.55305040643316442583e+03,
    4.74528541206955367215e+02,
    -2.24409524465858183362e+01,
];

/// `(erf(x) - x) / x` for |x| < 0.84375.
fn near_zero(x: f64) -> f64 {
    let z = x * x;
    let z2 = z * z;
    let z4 = z2 * z2;
    let r1 = PP[0] + z * PP[1];
    let r2 = PP[2] + z * PP[3];
    let s1 = 1.0 + z * QQ[0];
    let s2 = QQ[1] + z * QQ[2];
    let s3 = QQ[3] + z * QQ[4];
    (r1 + z2 * r2 + z4 * PP[4]) / (s1 + z2 * s2 + z4 * s3)
}

/// `erf(x) - ERX` for 0.84375 <= x < 1.25.
fn near_one(x: f64) -> f64 {
    let s = x - 1.0;
    let s2 = s * s;
    let s4 = s2 * s2;
    let s6 = s4 * s2;
    let p1 = PA[0] + s * PA[1];
    let p2 = PA[2] + s * PA[3];
    let p3 = PA[4] + s * PA[5];
    let q1 = 1.0 + s * QA[0];
    let q2 = QA[1] + s * QA[2];
    let q3 = QA[3] + s * QA[4];
    (p1 + s2 * p2 + s4 * p3 + s6 * PA[6]) / (q1 + s2 * q2 + s4 * q3 + s6 * QA[5])
}

/// `erfc(x) * x` for x >= 1.25.
fn tail(x: f64) -> f64 {
    let s = 1.0 / (x * x);
    let s2 = s * s;
    let s4 = s2 * s2;
    let s6 = s4 * s2;
    let ratio = if x.to_bits() >> 32 < 0x4006_DB6D {
        let r1 = RA[0] + s * RA[1];
        let r2 = RA[2] + s * RA[3];
        let r3 = RA[4] + s * RA[5];
        let r4 = RA[6] + s * RA[7];
        let s8 = s4 * s4;
        let t1 = 1.0 + s * SA[0];
        let t2 = SA[1] + s * SA[2];
        let t3 = SA[3] + s * SA[4];
        let t4 = SA[5] + s * SA[6];
        (r1 + s2 * r2 + s4 * r3 + s6 * r4) / (t1 + s2 * t2 + s4 * t3 + s6 * t4 + s8 * SA[7])
    } else {
        let r1 = RB[0] + s * RB[1];
        let r2 = RB[2] + s * RB[3];
        let r3 = RB[4] + s * RB[5];
        let t1 = 1.0 + s * SB[0];
        let t2 = SB[1] + s * SB[2];
        let t3 = SB[3] + s * SB[4];
        let t4 = SB[5] + s * SB[6];
        (r1 + s2 * r2 + s4 * r3 + s6 * RB[6]) / (t1 + s2 * t2 + s4 * t3 + s6 * t4)
    };
    let z = f64::from_bits(x.to_bits() & 0xFFFF_FFFF_0000_0000);
    (-z * z - 0.5625).exp() * ((z - x) * (z + x) + ratio).exp()
}

/// `math.erf(x)`.
pub fn math_erf(x: f64) -> f64 {
    let a = x.abs();
    if a.is_nan() {
        x
    } else if a < 2f64.powi(-28) {
        if a < 2f64.powi(-1015) {
            0.0625 * (16.0 * x + (16.0 * EFX) * x)
        } else {
            x + EFX * x
        }
    } else if a < 0.84375 {
        x + x * near_zero(x)
    } else if a < 1.25 {
        (ERX + near_one(a)).copysign(x)
    } else if a < 6.0 {
        (1.0 - tail(a) / a).copysign(x)
    } else {
        1f64.copysign(x)
    }
}

/// `math.erfc(x)`.
pub fn math_erfc(x: f64) -> f64 {
    let a = x.abs();
    if a.is_nan() {
        x
    } else if a < 2f64.powi(-56) {
        1.0 - x
    } else if a < 0.84375 {
        let y = near_zero(x);
        if x < 0.25 {
            1.0 - (x + x * y)
        } else {
            0.5 - (x - 0.5 + x * y)
        }
    } else if a < 1.25 {
        if x > 0.0 {
            1.0 - ERX - near_one(a)
        } else {
            1.0 + (ERX + near_one(a))
        }
    } else if x < -6.0 {
        2.0
    } else if a < 28.0 {
        let rest = tail(a) / a;
        if x > 0.0 {
            rest
        } else {
            2.0 - rest
        }
    } else {
        0.0
    }
}
