from dataclasses import ClassVar
print(1)
