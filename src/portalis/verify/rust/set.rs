impl<T: Wire + Key> Wire for Set<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'S');
        let mut made = Set::new();
        for _ in 0..count {
            made.add(T::get(r));
        }
        made
    }
    fn put(&self, w: &mut Writer) {
        w.items('S', self.iter());
    }
}
