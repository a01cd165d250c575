impl<T: Wire + Key> Wire for FrozenSet<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'Z');
        (0..count).map(|_| T::get(r)).collect()
    }
    fn put(&self, w: &mut Writer) {
        w.items('Z', self.iter());
    }
}
