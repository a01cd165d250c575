impl<K: Wire + Key, V: Wire> Wire for Dict<K, V> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'd');
        let mut made = Dict::new();
        for _ in 0..count {
            let key = K::get(r);
            made.insert(key, V::get(r));
        }
        made
    }
    fn put(&self, w: &mut Writer) {
        w.pairs(self.items());
    }
}
