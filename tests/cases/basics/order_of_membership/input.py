def t(x):
    print("t", x)
    return x
print(t(2) in [t(1), t(2)])
print(t("a") in {t("a"): t(1)}, t(1) not in (t(3), t(4)), t("b") in t("abc"))
