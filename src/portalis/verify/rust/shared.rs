impl<T: Wire> Wire for Shared<T> {
    fn get(r: &mut Reader) -> Self {
        Shared::new(T::get(r))
    }
    fn put(&self, w: &mut Writer) {
        w.nested(|w| self.with(|content| content.put(w)));
    }
}
