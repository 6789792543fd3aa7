1 1 1
[0123456789abcdef]
[nal] [na] []
2 5 -1
app.js /srv
a
b

