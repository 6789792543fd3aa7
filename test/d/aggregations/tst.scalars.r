sum -4
min -7
max 3
avg -5
stddev 21

