#include "blendshape_solve.h"

#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <new>
#include <vector>

namespace {

enum class Place : unsigned char { free, lower, upper };

/* Rounds of whole-block exchanges that may fail to lessen the number of misplaced variables before single ones move. */
constexpr int patience = 3;

}  // namespace

struct mien_box_solver {
  Eigen::Index count;
  Eigen::MatrixXd gram;
  Eigen::VectorXd lower, upper;
  std::vector<Place> places;
  /* Free variables that `factor` belongs to. */
  std::vector<Eigen::Index> factored;
  bool has_factor = false;
  Eigen::LLT<Eigen::MatrixXd> factor;
  std::vector<Eigen::Index> free_indices;
  Eigen::VectorXd x, gradient, right;

  mien_box_solver(size_t size, const double *g, const double *lo, const double *hi)
      : count(static_cast<Eigen::Index>(size)),
        gram(Eigen::Map<const Eigen::MatrixXd>(g, count, count)),
        lower(Eigen::Map<const Eigen::VectorXd>(lo, count)),
        upper(Eigen::Map<const Eigen::VectorXd>(hi, count)),
        places(size, Place::free),
        x(Eigen::VectorXd::Zero(count)),
        gradient(Eigen::VectorXd::Zero(count)) {}

  bool factorise() {
    if (has_factor && factored == free_indices) return true;
    const auto free_count = static_cast<Eigen::Index>(free_indices.size());
    Eigen::MatrixXd part(free_count, free_count);
    for (Eigen::Index column = 0; column < free_count; ++column)
      for (Eigen::Index row = 0; row < free_count; ++row)
        part(row, column) = gram(free_indices[row], free_indices[column]);
    factor.compute(part);
    has_factor = factor.info() == Eigen::Success;
    factored = free_indices;
    return has_factor;
  }

  /* x and the gradient of the present places. */
  bool evaluate(const Eigen::VectorXd &b) {
    free_indices.clear();
    bool at_zero = true;
    for (Eigen::Index i = 0; i < count; ++i) {
      if (places[i] == Place::free) free_indices.push_back(i);
      x[i] = places[i] == Place::lower ? lower[i] : places[i] == Place::upper ? upper[i] : 0;
      at_zero = at_zero && x[i] == 0;
    }
    if (at_zero) gradient = -b;
    else gradient.noalias() = gram * x - b;
    if (free_indices.empty()) return true;
    if (!factorise()) return false;
    const auto free_count = static_cast<Eigen::Index>(free_indices.size());
    right.resize(free_count);
    for (Eigen::Index i = 0; i < free_count; ++i) right[i] = -gradient[free_indices[i]];
    factor.solveInPlace(right);
    for (Eigen::Index i = 0; i < free_count; ++i) x[free_indices[i]] = right[i];
    if (free_count < count) gradient.noalias() = gram * x - b;
    return true;
  }

  bool is_misplaced(Eigen::Index i, const unsigned char *pinned) const {
    if (pinned && pinned[i]) return false;
    const double slack = 1e-9;
    switch (places[i]) {
      case Place::free: return x[i] < lower[i] - slack || x[i] > upper[i] + slack;
      case Place::lower: return lower[i] < upper[i] && gradient[i] < -slack * gram(i, i);
      case Place::upper: return lower[i] < upper[i] && gradient[i] > slack * gram(i, i);
    }
    return false;
  }

  void exchange(Eigen::Index i) {
    places[i] = places[i] != Place::free ? Place::free : x[i] < lower[i] ? Place::lower : Place::upper;
  }

  int solve(const double *linear, const unsigned char *pinned, double *out) {
    const Eigen::VectorXd b = Eigen::Map<const Eigen::VectorXd>(linear, count);
    Eigen::Map<Eigen::VectorXd> result(out, count);
    result = Eigen::VectorXd::Zero(count).cwiseMax(lower).cwiseMin(upper);
    if (!b.allFinite()) return 1;
    for (Eigen::Index i = 0; i < count; ++i) {
      if (pinned && pinned[i]) places[i] = Place::lower;
      else if (lower[i] == upper[i]) places[i] = Place::lower;
    }
    Eigen::Index fewest = count + 1;
    int left = patience;
    const Eigen::Index most_rounds = 20 * count + 100;
    std::vector<Eigen::Index> misplaced;
    for (Eigen::Index round = 0; round < most_rounds; ++round) {
      if (!evaluate(b)) return 1;
      misplaced.clear();
      for (Eigen::Index i = 0; i < count; ++i)
        if (is_misplaced(i, pinned)) misplaced.push_back(i);
      if (misplaced.empty()) break;
      const auto number = static_cast<Eigen::Index>(misplaced.size());
      if (number < fewest) {
        fewest = number;
        left = patience;
        for (auto i : misplaced) exchange(i);
      } else if (left > 0) {
        --left;
        for (auto i : misplaced) exchange(i);
      } else {
        exchange(misplaced.back());
      }
    }
    result = x.cwiseMax(lower).cwiseMin(upper);
    return 0;
  }
};

extern "C" mien_box_solver *mien_box_solver_create(size_t count, const double *gram, const double *lower,
                                                   const double *upper) {
  try {
    return new mien_box_solver(count, gram, lower, upper);
  } catch (...) {
    return nullptr;
  }
}

extern "C" int mien_box_solver_solve(mien_box_solver *solver, const double *b, const unsigned char *pinned, double *x) {
  try {
    return solver->solve(b, pinned, x);
  } catch (...) {
    return 2;
  }
}

extern "C" void mien_box_solver_free(mien_box_solver *solver) { delete solver; }
