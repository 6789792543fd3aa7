Timeout 1 1
1
node

