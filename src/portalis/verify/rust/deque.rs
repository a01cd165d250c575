impl<T: Wire> Wire for Deque<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'q');
        let mut made = Deque::new();
        for _ in 0..count {
            made.append(T::get(r));
        }
        made
    }
    fn put(&self, w: &mut Writer) {
        w.items('q', self.iter());
    }
}
