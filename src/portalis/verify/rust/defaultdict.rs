impl<K: Wire + Key, V: Wire> Wire for super::pyrt::DefaultDict<K, V> {
    fn get(r: &mut Reader) -> Self {
        unsupported("a defaultdict as an argument")
    }
    fn put(&self, w: &mut Writer) {
        w.pairs(self.items());
    }
}

impl<K: Wire + Key, V: Wire> Wire for super::pyrt::OrderedDict<K, V> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'd');
        (0..count).map(|_| (K::get(r), V::get(r))).collect()
    }
    fn put(&self, w: &mut Writer) {
        w.pairs(self.items());
    }
}
