//! Every code point against CPython 3.11: digests (FNV-1a) of what Python's methods give, a line for each.

use pyrt::*;

fn digest(answer: impl Fn(char) -> String) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in '\0'..=char::MAX {
        for byte in answer(c).bytes().chain([b'\n']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        }
    }
    hash
}

fn holds(test: fn(&Str) -> bool) -> u64 {
    digest(|c| u8::from(test(&Str::from(c))).to_string())
}

fn gives(made: fn(&Str) -> Str) -> u64 {
    digest(|c| made(&Str::from(c)).to_string())
}

#[test]
fn kinds_of_characters() {
    assert_eq!(holds(Str::is_alpha), 0x5fe1_ee07_001f_3f6d);
    assert_eq!(holds(Str::is_decimal), 0xff5d_f5dd_0ad0_73dd);
    assert_eq!(holds(Str::is_digit), 0x3c04_b9f8_1969_7dd5);
    assert_eq!(holds(Str::is_numeric), 0xb2cb_8247_c749_64ad);
    assert_eq!(holds(Str::is_alnum), 0x2ef9_980e_d50d_40a0);
    assert_eq!(holds(Str::is_space), 0x4d45_753a_017b_eecc);
    assert_eq!(holds(Str::is_upper), 0x75ba_3514_5ac2_9cb4);
    assert_eq!(holds(Str::is_lower), 0xca0a_444a_e5a6_698c);
    assert_eq!(holds(Str::is_title), 0x6279_5ae8_d38a_f145);
    assert_eq!(holds(Str::is_identifier), 0x54b0_01b0_4db6_24b8);
    assert_eq!(holds(Str::is_printable), 0x2738_f45e_6501_5e8d);
}

#[test]
fn identifiers_go_on() {
    let part = digest(|c| u8::from(Str::from(format!("a{c}")).is_identifier()).to_string());
    assert_eq!(part, 0x4fae_95e2_0cc7_0490);
}

#[test]
fn cases() {
    assert_eq!(gives(Str::upper), 0xbb77_fda9_7fc9_3dc4);
    assert_eq!(gives(Str::lower), 0x45c0_f3d4_d193_3888);
    assert_eq!(gives(Str::title), 0xf303_849e_11ca_dde9);
    assert_eq!(gives(Str::capitalize), 0xf303_849e_11ca_dde9);
    assert_eq!(gives(Str::swapcase), 0x623c_de63_eaf4_67f3);
    assert_eq!(gives(Str::casefold), 0xb634_8c96_4e1c_7250);
}

#[test]
fn shown() {
    assert_eq!(gives(repr), 0x2f87_c834_6607_a651);
    assert_eq!(gives(ascii), 0x64cd_e567_5a89_6bf1);
}

/// Rust may know letters that came after Unicode 14, and has filed U+0295 anew: they are no neighbours here.
fn beside(c: char, made: impl Fn(char) -> Str) -> String {
    if Str::from(c).is_printable() && c != '\u{295}' {
        made(c).to_string()
    } else {
        String::new()
    }
}

#[test]
fn sigma_is_final_by_its_neighbours() {
    let lower = |c| Str::from(format!("aΣ{c} {c}Σ")).lower();
    assert_eq!(digest(|c| beside(c, lower)), 0xb31e_6705_9e53_dff4);
    let title = |c| Str::from(format!("a{c}Σ b{c}c")).title();
    assert_eq!(digest(|c| beside(c, title)), 0x69b2_21c5_72e1_4f8e);
}
