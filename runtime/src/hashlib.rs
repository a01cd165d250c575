//! `hashlib`: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4).
//! needs: bytes, str

use std::cell::RefCell;
use std::rc::Rc;

use super::bytes::Bytes;
use super::str::Str;

/// What `hashlib.md5()` and its like give: the bytes that were fed to it so far.
#[derive(Clone, Debug)]
pub struct HashObject {
    algorithm: Algorithm,
    data: Rc<RefCell<Vec<u8>>>,
}

/// One of the algorithms.
#[derive(Clone, Copy, Debug)]
enum Algorithm {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl PartialEq for HashObject {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.data, &other.data)
    }
}

macro_rules! algorithms {
    ($($function:ident $algorithm:ident;)*) => {$(
        #[doc = concat!("`hashlib.", stringify!($function), "(data)`.")]
        pub fn $function(data: &[u8]) -> HashObject {
            HashObject {
                algorithm: Algorithm::$algorithm,
                data: Rc::new(RefCell::new(data.to_vec())),
            }
        }
    )*};
}

algorithms! {
    hash_md5 Md5;
    hash_sha1 Sha1;
    hash_sha224 Sha224;
    hash_sha256 Sha256;
    hash_sha384 Sha384;
    hash_sha512 Sha512;
}

impl HashObject {
    /// `h.update(data)`.
    pub fn update(&self, data: &[u8]) {
        self.data.borrow_mut().extend_from_slice(data);
    }

    /// `h.copy()`.
    pub fn copy(&self) -> Self {
        HashObject {
            algorithm: self.algorithm,
            data: Rc::new(RefCell::new(self.data.borrow().clone())),
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let data = self.data.borrow();
        match self.algorithm {
            Algorithm::Md5 => md5(&data),
            Algorithm::Sha1 => sha1(&data),
            Algorithm::Sha224 => sha256(&data, SHA224, 28),
            Algorithm::Sha256 => sha256(&data, SHA256, 32),
            Algorithm::Sha384 => sha512(&data, SHA384, 48),
            Algorithm::Sha512 => sha512(&data, SHA512, 64),
        }
    }

    /// `h.digest()`.
    pub fn digest(&self) -> Bytes {
        Bytes::from(self.bytes())
    }

    /// `h.hexdigest()`.
    pub fn hexdigest(&self) -> Str {
        let text: String = self.bytes().iter().map(|b| format!("{b:02x}")).collect();
        Str::from(text)
    }

    /// `h.name`.
    pub fn algorithm_name(&self) -> Str {
        Str::from(match self.algorithm {
            Algorithm::Md5 => "md5",
            Algorithm::Sha1 => "sha1",
            Algorithm::Sha224 => "sha224",
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha384 => "sha384",
            Algorithm::Sha512 => "sha512",
        })
    }

    /// `h.digest_size`.
    pub fn digest_size(&self) -> i64 {
        match self.algorithm {
            Algorithm::Md5 => 16,
            Algorithm::Sha1 => 20,
            Algorithm::Sha224 => 28,
            Algorithm::Sha256 => 32,
            Algorithm::Sha384 => 48,
            Algorithm::Sha512 => 64,
        }
    }

    /// `h.block_size`.
    pub fn block_size(&self) -> i64 {
        match self.algorithm {
            Algorithm::Sha384 | Algorithm::Sha512 => 128,
            _ => 64,
        }
    }
}

const SHA224: [u32; 8] = [
    0xc105_9ed8,
    0x367c_d507,
    0x3070_dd17,
    0xf70e_5939,
    0xffc0_0b31,
    0x6858_1511,
    0x64f9_8fa7,
    0xbefa_4fa4,
];
const SHA256: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];
const SHA384: [u64; 8] = [
    0xcbbb_9d5d_c105_9ed8,
    0x629a_292a_367c_d507,
    0x9159_015a_3070_dd17,
    0x152f_ecd8_f70e_5939,
    0x6733_2667_ffc0_0b31,
    0x8eb4_4a87_6858_1511,
    0xdb0c_2e0d_64f9_8fa7,
    0x47b5_481d_befa_4fa4,
];
const SHA512: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];
/// The fractional parts of the cube roots of the first eighty primes; SHA-256 takes the upper halves of the first 64.
const ROOTS: [u64; 80] = [
    0x428a_2f98_d728_ae22,
    0x7137_4491_23ef_65cd,
    0xb5c0_fbcf_ec4d_3b2f,
    0xe9b5_dba5_8189_dbbc,
    0x3956_c25b_f348_b538,
    0x59f1_11f1_b605_d019,
    0x923f_82a4_af19_4f9b,
    0xab1c_5ed5_da6d_8118,
    0xd807_aa98_a303_0242,
    0x1283_5b01_4570_6fbe,
    0x2431_85be_4ee4_b28c,
    0x550c_7dc3_d5ff_b4e2,
    0x72be_5d74_f27b_896f,
    0x80de_b1fe_3b16_96b1,
    0x9bdc_06a7_25c7_1235,
    0xc19b_f174_cf69_2694,
    0xe49b_69c1_9ef1_4ad2,
    0xefbe_4786_384f_25e3,
    0x0fc1_9dc6_8b8c_d5b5,
    0x240c_a1cc_77ac_9c65,
    0x2de9_2c6f_592b_0275,
    0x4a74_84aa_6ea6_e483,
    0x5cb0_a9dc_bd41_fbd4,
    0x76f9_88da_8311_53b5,
    0x983e_5152_ee66_dfab,
    0xa831_c66d_2db4_3210,
    0xb003_27c8_98fb_213f,
    0xbf59_7fc7_beef_0ee4,
    0xc6e0_0bf3_3da8_8fc2,
    0xd5a7_9147_930a_a725,
    0x06ca_6351_e003_826f,
    0x1429_2967_0a0e_6e70,
    0x27b7_0a85_46d2_2ffc,
    0x2e1b_2138_5c26_c926,
    0x4d2c_6dfc_5ac4_2aed,
    0x5338_0d13_9d95_b3df,
    0x650a_7354_8baf_63de,
    0x766a_0abb_3c77_b2a8,
    0x81c2_c92e_47ed_aee6,
    0x9272_2c85_1482_353b,
    0xa2bf_e8a1_4cf1_0364,
    0xa81a_664b_bc42_3001,
    0xc24b_8b70_d0f8_9791,
    0xc76c_51a3_0654_be30,
    0xd192_e819_d6ef_5218,
    0xd699_0624_5565_a910,
    0xf40e_3585_5771_202a,
    0x106a_a070_32bb_d1b8,
    0x19a4_c116_b8d2_d0c8,
    0x1e37_6c08_5141_ab53,
    0x2748_774c_df8e_eb99,
    0x34b0_bcb5_e19b_48a8,
    0x391c_0cb3_c5c9_5a63,
    0x4ed8_aa4a_e341_8acb,
    0x5b9c_ca4f_7763_e373,
    0x682e_6ff3_d6b2_b8a3,
    0x748f_82ee_5def_b2fc,
    0x78a5_636f_4317_2f60,
    0x84c8_7814_a1f0_ab72,
    0x8cc7_0208_1a64_39ec,
    0x90be_fffa_2363_1e28,
    0xa450_6ceb_de82_bde9,
    0xbef9_a3f7_b2c6_7915,
    0xc671_78f2_e372_532b,
    0xca27_3ece_ea26_619c,
    0xd186_b8c7_21c0_c207,
    0xeada_7dd6_cde0_eb1e,
    0xf57d_4f7f_ee6e_d178,
    0x06f0_67aa_7217_6fba,
    0x0a63_7dc5_a2c8_98a6,
    0x113f_9804_bef9_0dae,
    0x1b71_0b35_131c_471b,
    0x28db_77f5_2304_7d84,
    0x32ca_ab7b_40c7_2493,
    0x3c9e_be0a_15c9_bebc,
    0x431d_67c4_9c10_0d4c,
    0x4cc5_d4be_cb3e_42b6,
    0x597f_299c_fc65_7e2a,
    0x5fcb_6fab_3ad6_faec,
    0x6c44_198c_4a47_5817,
];

/// The data with its padding: a one bit, zeros, and `length`.
fn padded(data: &[u8], block: usize, length: &[u8]) -> Vec<u8> {
    let mut out = data.to_vec();
    out.push(0x80);
    while (out.len() + length.len()) % block != 0 {
        out.push(0);
    }
    out.extend_from_slice(length);
    out
}

fn bits(data: &[u8]) -> u64 {
    (data.len() as u64).wrapping_mul(8)
}

/// The words of a block.
fn words32(block: &[u8]) -> impl Iterator<Item = u32> + '_ {
    block
        .chunks_exact(4)
        .map(|c| u32::from_be_bytes([c[0], c[1], c[2], c[3]]))
}

const MD5_SHIFTS: [[u32; 4]; 4] = [
    [7, 12, 17, 22],
    [5, 9, 14, 20],
    [4, 11, 16, 23],
    [6, 10, 15, 21],
];

fn md5(data: &[u8]) -> Vec<u8> {
    let mut state: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    // the integer parts of 2**32 times the sines of 1 to 64
    let sines: Vec<u32> = (1..=64)
        .map(|i| (f64::from(i).sin().abs() * 4_294_967_296.0) as u32)
        .collect();
    for block in padded(data, 64, &bits(data).to_le_bytes()).chunks_exact(64) {
        let words: Vec<u32> = block
            .chunks_exact(4)
            .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
            .collect();
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64 {
            let (mixed, word) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let sum = mixed
                .wrapping_add(a)
                .wrapping_add(sines[i])
                .wrapping_add(words[word]);
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(MD5_SHIFTS[i / 16][i % 4]));
        }
        for (old, new) in state.iter_mut().zip([a, b, c, d]) {
            *old = old.wrapping_add(new);
        }
    }
    state.iter().flat_map(|n| n.to_le_bytes()).collect()
}

fn sha1(data: &[u8]) -> Vec<u8> {
    let mut state: [u32; 5] = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in padded(data, 64, &bits(data).to_be_bytes()).chunks_exact(64) {
        let mut words: Vec<u32> = words32(block).collect();
        for i in 16..80 {
            let mixed = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
            words.push(mixed.rotate_left(1));
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (i, word) in words.iter().enumerate() {
            let (mixed, constant) = match i / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999_u32),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let sum = a
                .rotate_left(5)
                .wrapping_add(mixed)
                .wrapping_add(e)
                .wrapping_add(constant)
                .wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, sum);
        }
        for (old, new) in state.iter_mut().zip([a, b, c, d, e]) {
            *old = old.wrapping_add(new);
        }
    }
    state.iter().flat_map(|n| n.to_be_bytes()).collect()
}

macro_rules! sha2 {
    ($name:ident $word:ty, $rounds:literal, $block:literal, $length:ty, $constant:expr,
     ($a1:literal $a2:literal $a3:literal) ($b1:literal $b2:literal $b3:literal)
     ($c1:literal $c2:literal $c3:literal) ($d1:literal $d2:literal $d3:literal)) => {
        fn $name(data: &[u8], mut state: [$word; 8], size: usize) -> Vec<u8> {
            let length = <$length>::from(bits(data)).to_be_bytes();
            for block in padded(data, $block, &length).chunks_exact($block) {
                let mut words: Vec<$word> = block
                    .chunks_exact($block / 16)
                    .map(|c| c.iter().fold(0, |n, b| (n << 8) | <$word>::from(*b)))
                    .collect();
                for i in 16..$rounds {
                    let (x, y) = (words[i - 15], words[i - 2]);
                    let low = x.rotate_right($a1) ^ x.rotate_right($a2) ^ (x >> $a3);
                    let high = y.rotate_right($b1) ^ y.rotate_right($b2) ^ (y >> $b3);
                    let sum = words[i - 16].wrapping_add(low).wrapping_add(words[i - 7]);
                    words.push(sum.wrapping_add(high));
                }
                let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = state;
                for (word, root) in words.iter().zip(ROOTS) {
                    let mixed = e.rotate_right($c1) ^ e.rotate_right($c2) ^ e.rotate_right($c3);
                    let chosen = (e & f) ^ (!e & g);
                    let first = h
                        .wrapping_add(mixed)
                        .wrapping_add(chosen)
                        .wrapping_add($constant(root))
                        .wrapping_add(*word);
                    let mixed = a.rotate_right($d1) ^ a.rotate_right($d2) ^ a.rotate_right($d3);
                    let second = mixed.wrapping_add((a & b) ^ (a & c) ^ (b & c));
                    (h, g, f, e) = (g, f, e, d.wrapping_add(first));
                    (d, c, b, a) = (c, b, a, first.wrapping_add(second));
                }
                for (old, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
                    *old = old.wrapping_add(new);
                }
            }
            let mut out: Vec<u8> = state.iter().flat_map(|n| n.to_be_bytes()).collect();
            out.truncate(size);
            out
        }
    };
}

sha2! { sha256 u32, 64, 64, u64, |root: u64| (root >> 32) as u32, (7 18 3) (17 19 10) (6 11 25) (2 13 22) }
sha2! { sha512 u64, 80, 128, u128, |root: u64| root, (1 8 7) (19 61 6) (14 18 41) (28 34 39) }
