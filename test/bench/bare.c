/* M/M/n+M by a bare event loop: arrivals, talks and patience in one 4-ary heap, a ring of waiting callers.
   What a language and a centre cost is measured against this. Prints calls a second.

   cc -O3 -march=native bare.c -o bare -lm; ./bare [calls] [agents] */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* sfc32, as Holdline's own streams. */
static uint32_t a = 1, b = 2, c = 3, counter = 1;
static inline uint32_t bits(void) {
  uint32_t sum = a + b + counter++;
  a = b ^ (b >> 9);
  b = c + (c << 3);
  c = ((c << 21) | (c >> 11)) + sum;
  return sum;
}

/* Exponential times by the ziggurat of 256 layers (Marsaglia and Tsang 2000): a logarithm in one draw of a hundred. */
static uint32_t inside[256];
static double width[256], height[256];
static void makeZiggurat(void) {
  const double area = 3.949659822581572e-3, scale = 4294967296.0;
  double right = 7.69711747013104972, before = right, base = area / exp(-right);
  inside[0] = (uint32_t)(right / base * scale);
  inside[1] = 0;
  width[0] = base / scale, width[255] = right / scale;
  height[0] = 1, height[255] = exp(-right);
  for (int i = 254; i >= 1; i--) {
    right = -log(area / right + exp(-right));
    inside[i + 1] = (uint32_t)(right / before * scale);
    before = right;
    height[i] = exp(-right), width[i] = right / scale;
  }
}
static double exponential(double mean) {
  for (;;) {
    uint32_t draw = bits(), layer = draw & 255;
    if (draw < inside[layer]) return mean * draw * width[layer];
    if (layer == 0) return mean * (7.69711747013104972 - log((bits() + 0.5) / 4294967296.0));
    double time = draw * width[layer], up = (bits() + 0.5) / 4294967296.0;
    if (height[layer] + up * (height[layer - 1] - height[layer]) < exp(-time)) return mean * time;
  }
}

enum { ARRIVAL, TALK_ENDS, HANGS_UP };
typedef struct { double time; int32_t kind, call; } Event;
/* What lies behind the last event is never due, so that every node has four children, and they share a cache line. */
static Event *heap;
static int size;

static inline void push(double time, int kind, int call) {
  int i = size++;
  while (i > 0) {
    int up = (i - 1) >> 2;
    if (heap[up].time <= time) break;
    heap[i] = heap[up];
    i = up;
  }
  heap[i] = (Event){time, kind, call};
}

static inline Event pop(void) {
  Event top = heap[0], last = heap[--size];
  heap[size].time = INFINITY;
  int i = 0;
  for (int first = 1; first < size; first = (i << 2) + 1) {
    int left = first + (heap[first + 1].time < heap[first].time);
    int right = first + 2 + (heap[first + 3].time < heap[first + 2].time);
    int least = heap[right].time < heap[left].time ? right : left;
    if (heap[least].time >= last.time) break;
    heap[i] = heap[least];
    i = least;
  }
  heap[i] = last;
  return top;
}

#define RING (1 << 20)
static struct { double since; int64_t gone; } waiting[RING];

int main(int count, char **words) {
  const long calls = count > 1 ? atol(words[1]) : 10000000;
  const int agents = count > 2 ? atoi(words[2]) : 45;
  /* 600 calls an hour for 45 agents, and the same load for more or fewer. */
  const double gap = 6.0 * 45 / agents, handle = 270, patience = 180;
  const size_t room = 8 * (size_t)agents + 65536;
  makeZiggurat();
  heap = (Event *)aligned_alloc(64, sizeof(Event) * ((room + 67) & ~(size_t)3)) + 3;
  for (size_t i = 0; i < room; i++) heap[i].time = INFINITY;
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
        waiting[slot].gone = 0, waiting[slot].since = event.time;
        push(event.time + exponential(patience), HANGS_UP, slot);
      }
    } else if (event.kind == TALK_ENDS) {
      while (head != tail && waiting[head & (RING - 1)].gone) head++;
      if (head == tail) available++;
      else {
        int slot = head++ & (RING - 1);
        waiting[slot].gone = 2, answered++;
        waited += event.time - waiting[slot].since;
        if (event.time - waiting[slot].since <= 20) inTime++;
        push(event.time + exponential(handle), TALK_ENDS, 0);
      }
    } else if (waiting[event.call].gone == 0) {
      waiting[event.call].gone = 1, abandoned++;
      waited += event.time - waiting[event.call].since;
    }
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double seconds = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9;
  printf("{\"callsPerSecond\":%.0f,\"abandonment\":%.6f,\"serviceLevel\":%.6f,\"waitSeconds\":%.4f}\n",
         (double)arrived / seconds, (double)abandoned / (double)arrived, (double)inTime / (double)arrived,
         waited / (double)arrived);
  return 0;
}
