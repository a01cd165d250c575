def value(shown):
    repr_ = shown + 1
    print(f"{shown}", repr_)
    return repr_
shown = value(3)
text = f"{[shown]}"
sorted_by = [3, 1]
print(sorted(sorted_by, key=lambda format: -format), text)
len_i64 = len(sorted_by)
is_none = None
print(len_i64, is_none)
enter_frame = 3
reprd = f"{[enter_frame]!r}"
print(reprd, f"{reprd!r}")
py_sum = sum([1.5, 2])
float_div = 7.0
print(float_div / 2, py_sum, float_div // 2, float_div % 2)
