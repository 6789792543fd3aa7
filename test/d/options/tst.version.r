D

