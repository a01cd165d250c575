import mix, other


class Both(mix.Loud, other.Polite):
    pass


b = Both()
print(b.speak(), b.secret(), isinstance(b, mix.Base), issubclass(Both, other.Polite))
