impl Wire for Int {
    fn get(r: &mut Reader) -> Self {
        match r.tag() {
            b'i' => Int::literal(r.until(b';')),
            b'T' => Int::from(1),
            b'F' => Int::from(0),
            _ => unsupported("not an int"),
        }
    }
    fn put(&self, w: &mut Writer) {
        w.raw(&format!("i{self};"));
    }
}
