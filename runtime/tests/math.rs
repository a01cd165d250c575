//! Functions of `math` against what CPython 3.11 gives, to the last bit.

use pyrt::*;

type Case = (fn(f64) -> f64, &'static [(f64, u64)]);

#[test]
fn the_last_bit() {
    let cases: &[Case] = &[
        (
            math_erf,
            &[
                (0.3, 0x3fd50838881dea0f),
                (0.9, 0x3fe98045a6c8a2e6),
                (1.7, 0x3fef7b3620b8747b),
                (3.5, 0x3feffffe710d565e),
                (5.5, 0x3fefffffffffffbe),
                (-0.7, 0xbfe5b08c21171646),
                (1e-310, 0x000014c5898977c4),
                (1e-20, 0x3bcaa4a230244ae0),
            ],
        ),
        (
            math_erfc,
            &[
                (0.2, 0x3fe8df9ed1d36839),
                (0.3, 0x3fe57be3bbf10af8),
                (-0.9, 0x3ffcc022d3645173),
                (1.1, 0x3fbeaae16c67ea00),
                (2.0, 0x3f7328f5ec350e66),
                (-2.5, 0x3ffffe5547a64df5),
                (8.25, 0x398e667d9a8bcd9f),
                (27.0, 0x0000000000019e0f),
            ],
        ),
        (
            math_cbrt,
            &[
                (2.0, 0x3ff428a2f98d728c),
                (-761.1763939738992, 0xc02242d26463071c),
                (1e+300, 0x54b249ad2594c37d),
                (5e-324, 0x298fffffffffffff),
                (0.001, 0x3fb999999999999a),
            ],
        ),
        (
            math_asinh,
            &[
                (9.516969970461439, 0x4007977eebf8cad5),
                (-1.3835270282159832e+300, 0xc0859e58b3822112),
                (0.5, 0x3fdecc2caec5160a),
                (1e-09, 0x3e112e0be826d695),
            ],
        ),
        (
            math_acosh,
            &[
                (1.5, 0x3feecc2caec5160a),
                (16.600422839300943, 0x400c0369f15c119e),
                (7.681947848635225e+21, 0x40498b0c1de4d2d9),
            ],
        ),
        (
            math_atanh,
            &[
                (-0.639404536907098, 0xbfe83ab3cfea20b5),
                (0.25, 0x3fd058aefa811452),
                (0.9983227851063556, 0x400c54eb4f3173d9),
            ],
        ),
        (
            math_gamma,
            &[
                (3.5819882408622927, 0x400d22b820da7cb8),
                (-10.382511162277215, 0xbe9929ffa519f946),
                (0.5, 0x3ffc5bf891b4ef6a),
            ],
        ),
        (
            math_lgamma,
            &[
                (9.0, 0x4025358e82fcb70c),
                (-4.669855488844141, 0xc00784e46a992342),
            ],
        ),
    ];
    for (f, pairs) in cases {
        for &(x, bits) in *pairs {
            assert_eq!(f(x).to_bits(), bits, "{x}");
        }
    }
}

#[test]
fn norms() {
    let cases: &[(&[f64], u64)] = &[
        (&[1.1, 2.2], 0x4003ad69f7f3f386),
        (&[1.1, 2.2, 3.3], 0x4010769a565fbc68),
        (&[0.1, 0.2, 0.3, 0.4, 0.5], 0x3fe7bb598c88b4ad),
        (&[3e-320, 4e-320], 0x0000000000002788),
        (&[1e+308, 1e+307], 0x7fe1e3ade934a14b),
        (
            &[7.866824069956793e-309, 6.84846812545218e-309],
            0x0007800666a2c7ba,
        ),
    ];
    for (parts, bits) in cases {
        assert_eq!(math_hypot(parts).to_bits(), *bits, "{parts:?}");
    }
    assert!(math_hypot(&[f64::INFINITY, f64::NAN]).is_infinite());
    assert!(math_hypot(&[1.0, f64::NAN]).is_nan());
    assert_eq!(math_hypot(&[-0.0]).to_bits(), 0);
}

#[test]
fn sums_of_infinities() {
    let sum = |items: &[f64]| try_math_fsum(items.to_vec()).map_err(|e| e.to_string());
    assert_eq!(sum(&[f64::INFINITY, 1.0]), Ok(f64::INFINITY));
    assert_eq!(
        sum(&[1e308, 1e308, f64::INFINITY]),
        Err("OverflowError: intermediate overflow in fsum".into())
    );
    assert_eq!(
        sum(&[f64::INFINITY, f64::NEG_INFINITY]),
        Err("ValueError: -inf + inf in fsum".into())
    );
}
