/* M/M/n+M by a bare event loop: arrivals, talks and patience in one 4-ary heap, a ring of waiting callers.
   What a language and a centre cost is measured against this. Prints calls a second. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint32_t a = 1, b = 2, c = 3, counter = 1;
static inline double uniform(void) {
  uint32_t sum = a + b + counter++;
  a = b ^ (b >> 9);
  b = c + (c << 3);
  c = ((c << 21) | (c >> 11)) + sum;
  return (sum + 0.5) * (1.0 / 4294967296.0);
}
static inline double exponential(double mean) { return -mean * log(uniform()); }

enum { ARRIVAL, TALK_ENDS, HANGS_UP };
typedef struct { double time; int32_t kind, call; } Event;
static Event *heap;
static int size;

static void push(double time, int kind, int call) {
  int i = size++;
  while (i > 0) {
    int up = (i - 1) >> 2;
    if (heap[up].time <= time) break;
    heap[i] = heap[up];
    i = up;
  }
  heap[i] = (Event){time, kind, call};
}

static Event pop(void) {
  Event top = heap[0], last = heap[--size];
  int i = 0;
  for (;;) {
    int first = (i << 2) + 1, least = first, end = first + 4 < size ? first + 4 : size;
    if (first >= size) break;
    for (int child = first + 1; child < end; child++)
      if (heap[child].time < heap[least].time) least = child;
    if (heap[least].time >= last.time) break;
    heap[i] = heap[least];
    i = least;
  }
  heap[i] = last;
  return top;
}

#define RING (1 << 20)
static int32_t waiting[RING];
static uint8_t gone[RING];
static double since[RING];

int main(int count, char **words) {
  const long calls = count > 1 ? atol(words[1]) : 10000000;
  const int agents = count > 2 ? atoi(words[2]) : 45;
  /* 600 calls an hour for 45 agents, and the same load for more or fewer. */
  const double gap = 6.0 * 45 / agents, handle = 270, patience = 180;
  heap = malloc(sizeof(Event) * (size_t)(4 * agents + 1000000));
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  long arrived = 0, answered = 0, abandoned = 0, inTime = 0;
  int available = agents;
  uint32_t head = 0, tail = 0;
  double waited = 0;
  push(exponential(gap), ARRIVAL, 0);
  while (size > 0) {
    Event event = pop();
    if (event.kind == ARRIVAL) {
      if (++arrived < calls) push(event.time + exponential(gap), ARRIVAL, 0);
      if (available > 0) {
        available--, answered++, inTime++;
        push(event.time + exponential(handle), TALK_ENDS, 0);
      } else {
        int slot = tail++ & (RING - 1);
        gone[slot] = 0, since[slot] = event.time;
        push(event.time + exponential(patience), HANGS_UP, slot);
      }
    } else if (event.kind == TALK_ENDS) {
      while (head != tail && gone[head & (RING - 1)]) head++;
      if (head == tail) available++;
      else {
        int slot = head++ & (RING - 1);
        gone[slot] = 2, answered++;
        waited += event.time - since[slot];
        if (event.time - since[slot] <= 20) inTime++;
        push(event.time + exponential(handle), TALK_ENDS, 0);
      }
    } else if (gone[event.call] == 0) {
      gone[event.call] = 1, abandoned++;
      waited += event.time - since[event.call];
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  printf("{\"callsPerSecond\":%.0f,\"abandonment\":%.6f,\"serviceLevel\":%.6f,\"waitSeconds\":%.4f}\n",
         (double)arrived / seconds, (double)abandoned / (double)arrived, (double)inTime / (double)arrived,
         waited / (double)arrived);
  return 0;
}
