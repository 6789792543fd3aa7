abc
xb 0
sign 0

