impl<T: Wire> Wire for Tuple<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b't');
        (0..count).map(|_| T::get(r)).collect()
    }
    fn put(&self, w: &mut Writer) {
        w.items('t', self.iter());
    }
}
