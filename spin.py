import time
t=time.time(); c=time.process_time(); x=0
for i in range(20000000): x+=i
print(f'wall {time.time()-t:.2f} cpu {time.process_time()-c:.2f}')
