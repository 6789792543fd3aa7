promise writeFile done  5
callback readFile done  5
promise readFile done  5
sync readFile done  5
promise stat error ENOENT 0
callback stat error ENOENT 0
sync stat error ENOENT 0
promise open done  0
promise read done  3
callback open done  0
callback read done  5
callback read done  0
callback close done  0

