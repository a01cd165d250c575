from typing import List, Optional


class Employee:
    raise_amount = 1.04
    count = 0

    def __init__(self, first: str, last: str, pay: int) -> None:
        self.first = first
        self.last = last
        self.pay = pay
        Employee.count += 1

    @property
    def email(self) -> str:
        return f"{self.first.lower()}.{self.last.lower()}@x.com"

    @property
    def fullname(self):
        return f"{self.first} {self.last}"

    @fullname.setter
    def fullname(self, name):
        self.first, self.last = name.split(" ")

    def apply_raise(self):
        self.pay = int(self.pay * self.raise_amount)

    @classmethod
    def from_string(cls, text):
        first, last, pay = text.split("-")
        return cls(first, last, int(pay))

    def __repr__(self):
        return f"Employee('{self.first}', '{self.last}', {self.pay})"

    def __add__(self, other):
        return self.pay + other.pay


class Developer(Employee):
    raise_amount = 1.10

    def __init__(self, first, last, pay, lang):
        super().__init__(first, last, pay)
        self.lang = lang


class Manager(Employee):
    def __init__(self, first, last, pay, employees: Optional[List[Employee]] = None):
        super().__init__(first, last, pay)
        if employees is None:
            self.employees = []
        else:
            self.employees = employees

    def add(self, emp):
        if emp not in self.employees:
            self.employees.append(emp)

    def show(self):
        for emp in self.employees:
            print("-->", emp.fullname)


d1 = Developer("Cora", "S", 50000, "Python")
d2 = Developer("Test", "E", 60000, "Java")
e1 = Employee.from_string("John-Doe-70000")
m = Manager("Sue", "Smith", 90000, [d1])
m.add(d2)
m.add(e1)
m.add(d2)
m.show()
d1.apply_raise()
e1.apply_raise()
print(d1.pay, e1.pay, d1.email, m, Employee.count)
e1.fullname = "Corey Schafer"
print(e1.first, e1, e1 + d1)
print(isinstance(m, Employee), issubclass(Developer, Employee), issubclass(Manager, Developer))
