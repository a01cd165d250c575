impl<T: Wire + Key> Wire for super::pyrt::FrozenSet<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'Z');
        (0..count).map(|_| T::get(r)).collect()
    }
    fn put(&self, w: &mut Writer) {
        w.items('Z', self.iter());
    }
}
