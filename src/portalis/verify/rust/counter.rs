impl<K: Wire + Key, V: Wire> Wire for super::pyrt::Counter<K, V> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'd');
        let mut made = super::pyrt::Counter::default();
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
