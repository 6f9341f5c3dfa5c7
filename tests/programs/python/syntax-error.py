total = 5
print("sum", (total + 1)
print("end")
