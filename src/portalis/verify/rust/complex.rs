impl Wire for super::pyrt::Complex {
    fn get(r: &mut Reader) -> Self {
        r.expect(b'c');
        let (re, im) = (f64::get(r), f64::get(r));
        super::pyrt::Complex { re, im }
    }
    fn put(&self, w: &mut Writer) {
        w.raw("c");
        w.float(self.re);
        w.float(self.im);
    }
}
