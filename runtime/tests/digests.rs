//! `hashlib`, `base64` and checksums against what CPython 3.11 gives.

use pyrt::*;

#[test]
fn digests() {
    let cases: [(&[u8], [&str; 6]); 9] = [
        (&b""[..], ["d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b", "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"]),
        (&b"abc"[..], ["900150983cd24fb0d6963f7d28e17f72", "a9993e364706816aba3e25717850c26c9cd0d89d", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"]),
        (&(0..200).collect::<Vec<u8>>(), ["fb7001d34b8e82c9b579be5005d5b0a5", "54d11e99127d159799dbce10f51a75e697780478", "ab3e334a37953e18f4f673736dddb64e850bfdf29d5a7ba268c567d9", "1901da1c9f699b48f6b2636e65cbf73abf99d0441ef67f5c540a42f7051dec6f", "7ea4bb2534c67036f49de7beb5fe8a2478df04ff3fef40a9cd4923999a590e9912df1297217ce1a021aa2fb1013498b8", "986058e9895e2c2ab8f9e8cbdf801db12a44842a56a91d5a4e87b1fc98b293722c4664142e42c3c551ff898646268cd92b84ed230b8c94bed7798d4f27cd7465"]),
        (&[b'a'; 55], ["ef1772b6dff9a122358552954ad0df65", "c1c8bbdc22796e28c0e15163d20899b65621d65a", "fb0bd626a70c28541dfa781bb5cc4d7d7f56622a58f01a0b1ddd646f", "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318", "5d91ac7e74e62b5c728904b40f10784d66b7af9cb6302123e48c92f0432ceb8d2a92c02de77dcb29ed75c4b42bde46f4", "b0220c772cbf6c1822e2cb38a437d0e1d58772417a4bbb21c961364f8b6143e05aa6316dca8d1d7b19e16448419076395f6086cb55101fbd6d5497b148e1745f"]),
        (&[b'a'; 56], ["3b0c8ac703f828b04c6c197006d17218", "c2db330f6083854c99d4b5bfb6e8f29f201be699", "d40854fc9caf172067136f2e29e1380b14626bf6f0dd06779f820dcd", "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a", "8a8d9649ea04e993a6ca7135af7e3392cc5fca84f8531cac7aa3feed4eb98f55dcbe0f3284b61c6f35f98b02cc644b4c", "962b64aae357d2a4fee3ded8b539bdc9d325081822b0bfc55583133aab44f18bafe11d72a7ae16c79ce2ba620ae2242d5144809161945f1367f41b3972e26e04"]),
        (&[b'a'; 64], ["014842d480b571495a4a0363793f7367", "0098ba824b5c16427bd7a1122a5a442a25ec644d", "a88cd5cde6d6fe9136a4e58b49167461ea95d388ca2bdb7afdc3cbf4", "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb", "2e404b9339da795776e510d96930b3be2904c500395b8cb7413334b82d4dec413b4b8113045a05bbbcff846f027423f6", "01d35c10c6c38c2dcf48f7eebb3235fb5ad74a65ec4cd016e2354c637a8fb49b695ef3c1d6f7ae4cd74d78cc9c9bcac9d4f23a73019998a7f73038a5c9b2dbde"]),
        (&[b'a'; 111], ["089f243d1e831c5879aa375ee364a06e", "ac877859d427d9192054eea8feb3b8a403ef83a5", "4aeec1a49b2c1bc663abf2809b36faaa64359523d4f26d02dbc2cba3", "6374f73208854473827f6f6a3f43b1f53eaa3b82c21c1a6d69a2110b2a79baad", "3c37955051cb5c3026f94d551d5b5e2ac38d572ae4e07172085fed81f8466b8f90dc23a8ffcdea0b8d8e58e8fdacc80a", "fa9121c7b32b9e01733d034cfc78cbf67f926c7ed83e82200ef86818196921760b4beff48404df811b953828274461673c68d04e297b0eb7b2b4d60fc6b566a2"]),
        (&[b'a'; 112], ["9146ef3527c7cfcc66dc615c3986e391", "689993727ba37386bb032495e9dbdfb4dd1ba744", "0336b66821946e7f1052102e3b9c29f3039efe9b261746370305f894", "f54353008a2553262ecdc4a34749563ba0950e8b0fc8652780b0a614b99683c1", "187d4e07cb306103c69967bf544d0dfbe9042577599c73c330abc0cb64c61236d5ed565ee19119d8c31779a38f791fcd", "c01d080efd492776a1c43bd23dd99d0a2e626d481e16782e75d54c2503b5dc32bd05f0f1ba33e568b88fd2d970929b719ecbb152f58f130a407c8830604b70ca"]),
        (&[b'a'; 128], ["e510683b3f5ffe4093d021808bc6ff70", "ad5b3fdbcb526778c2839d2f151ea753995e26a0", "39873a2441c56608137850f4c54dde157710b9a2b83c8bdc756dd643", "6836cf13bac400e9105071cd6af47084dfacad4e5e302c94bfed24e013afb73e", "edb12730a366098b3b2beac75a3bef1b0969b15c48e2163c23d96994f8d1bef760c7e27f3c464d3829f56c0d53808b0b", "b73d1929aa615934e61a871596b3f3b33359f42b8175602e89f7e06e5f658a243667807ed300314b95cacdd579f3e33abdfbe351909519a846d465c59582f321"]),
    ];
    let made = [
        hash_md5,
        hash_sha1,
        hash_sha224,
        hash_sha256,
        hash_sha384,
        hash_sha512,
    ];
    for (data, expected) in cases {
        for (make, text) in made.iter().zip(expected) {
            assert_eq!(make(data).hexdigest(), *text);
            let parts = make(&[]);
            parts.update(&data[..data.len() / 2]);
            let other = parts.copy();
            parts.update(&data[data.len() / 2..]);
            assert_eq!(parts.hexdigest(), *text);
            assert_eq!(other.digest().len() as i64, parts.digest_size());
        }
    }
}

fn decoded(text: &str) -> String {
    match try_base64_decode_text(&Str::from(text)) {
        Ok(bytes) => repr(&bytes).to_string(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn encodings() {
    let raw = [251, 255, 0, 62, 63];
    assert_eq!(base64_encode(&raw[..0]), Bytes::from(b""));
    assert_eq!(base64_encode(&raw[..1]), Bytes::from(b"+w=="));
    assert_eq!(base64_encode(&raw[..2]), Bytes::from(b"+/8="));
    assert_eq!(base64_encode(&raw[..3]), Bytes::from(b"+/8A"));
    assert_eq!(base64_encode(&raw[..4]), Bytes::from(b"+/8APg=="));
    assert_eq!(base64_encode(&raw[..5]), Bytes::from(b"+/8APj8="));
    assert_eq!(base64_encode_urlsafe(&raw), Bytes::from(b"-_8APj8="));
    assert_eq!(decoded("aGVsbG8="), "b'hello'");
    assert_eq!(decoded("aGVs\nbG8="), "b'hello'");
    assert_eq!(decoded("a"), "binascii.Error: Invalid base64-encoded string: number of data characters (1) cannot be 1 more than a multiple of 4");
    assert_eq!(decoded("abc"), "binascii.Error: Incorrect padding");
    assert_eq!(decoded("ab==cd"), "b'i'");
    assert_eq!(decoded("===="), "b''");
    assert_eq!(decoded("abcde"), "binascii.Error: Invalid base64-encoded string: number of data characters (5) cannot be 1 more than a multiple of 4");
    assert_eq!(
        decoded("é"),
        "ValueError: string argument should contain only ASCII characters"
    );
    assert_eq!(decoded("YQ==YQ=="), "b'a'");
    assert_eq!(decoded("YW=I"), "binascii.Error: Incorrect padding");
    assert_eq!(crc32(&raw, 0), 3495995104);
    assert_eq!(adler32(&raw), 161677944);
}
