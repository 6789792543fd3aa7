9 4
abc 13

