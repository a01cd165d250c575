impl<T: Wire> Wire for super::pyrt::Deque<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'q');
        let mut made = super::pyrt::Deque::new();
        for _ in 0..count {
            made.append(T::get(r));
        }
        made
    }
    fn put(&self, w: &mut Writer) {
        w.items('q', self.iter());
    }
}
