impl Wire for Str {
    fn get(r: &mut Reader) -> Self {
        Str::from(String::get(r))
    }
    fn put(&self, w: &mut Writer) {
        w.text(self.as_text());
    }
}
